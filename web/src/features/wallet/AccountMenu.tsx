import { Link } from "@tanstack/react-router";
import { LogOut, ReceiptText, Settings, UserRound } from "lucide-react";
import { useEffect } from "react";
import { paths } from "../../paths/paths.ts";
import { shortHex } from "../../lib/text.ts";
import { useOpenAttempts } from "../../action/useAction.ts";
import { askForWallet, disconnectWallet, useWallet, walletsReady } from "../../services/wallet.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Menu, MenuHeading, MenuItem, MenuSeparator } from "../../ui/actions/Menu.tsx";
import { Avatar } from "../../ui/people/Avatar.tsx";
import { Balances } from "./Balances.tsx";
import { ConnectDialog } from "./ConnectDialog.tsx";
import { useOwnName } from "./queries.ts";

/** The corner of the header that says who one is. Loads apart from the shell: looking around needs no wallet code. */
export function AccountMenu() {
  const wallet = useWallet();
  useEffect(() => {
    void walletsReady();
  }, []);
  return (
    <>
      {wallet.address ? <Account address={wallet.address} wrongChain={wallet.wrongChain} /> : <Connect />}
      <ConnectDialog />
    </>
  );
}

function Connect() {
  return (
    <Button variant="quiet" onClick={() => askForWallet()}>
      Connect
    </Button>
  );
}

function Account({ address, wrongChain }: { address: `0x${string}`; wrongChain: boolean }) {
  const name = useOwnName(address);
  const onTheirWay = useOpenAttempts().length;
  if (wrongChain) return <Button onClick={() => askForWallet()}>Switch network</Button>;
  return (
    <Menu
      label="Account"
      trigger={
        <button
          type="button"
          className="flex touch items-center gap-2 rounded-round border border-line ps-1 pe-3 transition-colors hover:border-ink"
        >
          <Avatar address={address} size="small" />
          <span className="max-w-32 truncate">{name ?? shortHex(address)}</span>
          {onTheirWay > 0 && (
            <span role="status" className="size-2 animate-breathe rounded-round bg-ink">
              <span className="sr-only">A transaction is on its way</span>
            </span>
          )}
        </button>
      }
    >
      <MenuHeading>
        <Balances account={address} />
      </MenuHeading>
      <MenuSeparator />
      <MenuItem asChild>
        <Link {...paths.profile(address)}>
          <UserRound aria-hidden /> Profile
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link {...paths.orders()}>
          <ReceiptText aria-hidden /> Orders
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link {...paths.settings()}>
          <Settings aria-hidden /> Settings
        </Link>
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void disconnectWallet()}>
        Disconnect
      </MenuItem>
    </Menu>
  );
}
