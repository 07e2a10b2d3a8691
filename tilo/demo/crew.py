"""Who works at the demo outlet, with the PINs that the demo prints on screen.

The hashes are argon2id with the box's own cost (8 MiB, two passes, one lane), made beforehand:
hashing them anew at every start would only delay the first sale. They protect nothing.
"""

from dataclasses import dataclass
from typing import Any, Final

_ARGON2ID: Final = "$argon2id$v=19$m=8192,t=2,p=1$"


@dataclass(frozen=True, slots=True)
class Person:
    """``digest`` is salt and hash, as argon2 writes them after its parameters."""

    id: str
    name: str
    role: str
    pin: str
    language: str
    colour: str
    digest: str

    def body(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "role": self.role,
            "pin_hash": _ARGON2ID + self.digest,
            "language": self.language,
            "colour": self.colour,
        }


CREW: Final = (
    Person(
        id="dewi",
        name="Dewi Anggraini",
        role="cashier",
        pin="1234",
        language="id",
        colour="#c2603a",
        digest="Wz6omiOhg7mvv+fXSi+Iiw$gI+GSOXq6iAsVigHAFW453KJmgS2GeNd+WnWSDYDIs8",
    ),
    Person(
        id="rizky",
        name="Rizky Maulana",
        role="cashier",
        pin="2580",
        language="id",
        colour="#d8902c",
        digest="WMSfivaYJiHxNfigoCf9dQ$OhDahL0tzLO7o/452X1Zva6vUS93YqNUEkTL7k7oKFw",
    ),
    Person(
        id="sri",
        name="Sri Lestari",
        role="supervisor",
        pin="2104",
        language="id",
        colour="#93392d",
        digest="/H+QjURBv7ixZ6bmh+17GQ$Qlt68Y8Y7l8jB00+GPmdLTzrktAnbb+AVtnWqVmCuyc",
    ),
    Person(
        id="bayu",
        name="Bayu Pratama",
        role="manager",
        pin="281028",
        language="en",
        colour="#3f7f86",
        digest="isp+p8C7rH0icnV3aFRX3A$18N+gvgIUlG+RXCyXxbXo5entwajjFdPngpjHzvlmvA",
    ),
    Person(
        id="ratna",
        name="Ibu Ratna Wulandari",
        role="owner",
        pin="170845",
        language="id",
        colour="#7a4a86",
        digest="biqD85aldKBBwkIAOB5zOg$SFmU5EeSq3s1kE/qd0qA26bRfU7CG0eSR2aTZ7XZIGI",
    ),
    Person(
        id="slamet",
        name="Pak Slamet Riyadi",
        role="kitchen",
        pin="4321",
        language="id",
        colour="#5f7f3c",
        digest="2ehFMIeULIXMYdDkMKKboQ$xPW0P+cM6ILmTiXxUkUOSFM7ZQnwtVvLbvtxbZYaV0s",
    ),
    Person(
        id="nia",
        name="Nia Kurniasih",
        role="kitchen",
        pin="5678",
        language="id",
        colour="#5a9f8e",
        digest="QO+GTzj8OaUA62exLDJMnA$HnTP7knRMxp9BJ3Ww2LG6Smyx0tQiMsP33WXm7eojJw",
    ),
    Person(
        id="togar",
        name="Togar Simanjuntak",
        role="inventory",
        pin="9090",
        language="id",
        colour="#6f82a6",
        digest="fPbhmIVDMDS1t+foK7JS+w$LpidQIopuXy8fbEyYHXBXteWcXa438h3SdPtHKIfrO0",
    ),
)


def staff_with_pins() -> list[dict[str, str]]:
    """Name, role, PIN and id of everybody, to show to who tries the demo."""
    return [{"name": p.name, "role": p.role, "pin": p.pin, "id": p.id} for p in CREW]
