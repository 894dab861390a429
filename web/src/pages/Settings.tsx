import { Link } from "@tanstack/react-router";
import { EndpointsForm } from "../features/settings/EndpointsForm.tsx";
import { paths } from "../paths/paths.ts";
import { askForWallet, disconnectWallet, useWallet } from "../services/wallet.ts";
import { Button } from "../ui/actions/Button.tsx";
import { Page } from "../ui/page/Page.tsx";
import { Address } from "../ui/people/Address.tsx";
import { ThemeChoice } from "./layout/ThemeChoice.tsx";

/** Who you are here, how it looks, and which computers the app asks. */
export function Settings() {
  const { address, connectorName } = useWallet();
  return (
    <Page title="Settings" width="column" className="flex flex-col gap-12 py-8 md:py-12">
      <h1 className="text-head">Settings</h1>
      <section aria-labelledby="you" className="flex flex-col items-start gap-4">
        <h2 id="you" className="text-title">
          You
        </h2>
        {address ? (
          <>
            <p className="flex flex-wrap items-center gap-x-3">
              <Address address={address} />
              {connectorName && <span className="text-quiet">by {connectorName}</span>}
            </p>
            <div className="flex flex-wrap gap-3">
              <Button asChild variant="quiet">
                <Link {...paths.profile(address)}>Your profile</Link>
              </Button>
              <Button variant="quiet" onClick={() => void disconnectWallet()}>
                Disconnect
              </Button>
            </div>
          </>
        ) : (
          <>
            <p className="max-w-text text-quiet">Looking around needs no wallet. Buying, selling and judging do.</p>
            <Button onClick={() => askForWallet()}>Connect a wallet</Button>
          </>
        )}
      </section>
      <section aria-labelledby="look" className="flex flex-col items-start gap-4">
        <h2 id="look" className="text-title">
          Look
        </h2>
        <ThemeChoice />
      </section>
      <section aria-labelledby="endpoints" className="flex flex-col gap-4">
        <h2 id="endpoints" className="text-title">
          Where this app asks
        </h2>
        <p className="max-w-text text-quiet">
          Nothing here belongs to one company. Every address can be one of your own choice; what comes back is checked
          wherever it can be.
        </p>
        <EndpointsForm />
      </section>
    </Page>
  );
}
