import { Redirect, Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { ClosedChecks } from "../closed/ClosedChecks.tsx";
import { DrawerPage } from "../drawer/DrawerPage.tsx";
import { OrderPad } from "../order/OrderPad.tsx";
import { Pay } from "../pay/Pay.tsx";
import { Split } from "../split/Split.tsx";
import { Tables } from "../tables/Tables.tsx";

/** Addresses after the hash: the back button works, and the box needs to serve only one page. */
export function Routes() {
  return (
    <Router hook={useHashLocation}>
      <Switch>
        <Route path="/" component={OrderPad} />
        <Route path="/tables" component={Tables} />
        <Route path="/split" component={Split} />
        <Route path="/closed">
          <ClosedChecks />
        </Route>
        <Route path="/closed/:id">{({ id }) => <ClosedChecks id={id} />}</Route>
        <Route path="/drawer" component={DrawerPage} />
        <Route path="/pay">
          <Pay />
        </Route>
        <Route>
          <Redirect to="/" />
        </Route>
      </Switch>
    </Router>
  );
}
