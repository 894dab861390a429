import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Wallet as WalletIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { useConnectors } from "wagmi";
import { chain } from "../../services/chain.ts";
import {
  askForWallet,
  connectWallet,
  useWallet,
  useWalletAsked,
  type WalletChoice,
  wallets,
} from "../../services/wallet.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { Dialog } from "../../ui/overlays/Dialog.tsx";
import { Details } from "../../ui/page/Details.tsx";
import { Facts } from "../../ui/page/Facts.tsx";
import { connectTrouble, tellApart } from "./connectTrouble.ts";
import { byHand, switchNetwork } from "./switchNetwork.ts";

/** Chooses a wallet, and sets it right when it is on another chain. One of these stands in the shell; any button may open it. */
export function ConnectDialog() {
  const open = useWalletAsked();
  const { status, wrongChain } = useWallet();
  const ready = status === "connected" && !wrongChain;
  useEffect(() => {
    if (ready) askForWallet(false);
  }, [ready]);
  return (
    <Dialog
      open={open && !ready}
      onOpenChange={askForWallet}
      title={wrongChain ? "Your wallet is on another network" : "Connect a wallet"}
      description={
        wrongChain
          ? `This market trades on ${chain.name}. Your money on other networks is not touched.`
          : "It is your account here: it holds your money and signs for you. Looking around needs none."
      }
    >
      {wrongChain ? <WrongChain /> : <WalletList />}
    </Dialog>
  );
}

function WrongChain() {
  const [trouble, setTrouble] = useState<string>();
  const [asking, setAsking] = useState(false);
  async function change() {
    setAsking(true);
    setTrouble(undefined);
    await switchNetwork()
      .catch((error: unknown) => setTrouble(connectTrouble(error)))
      .finally(() => setAsking(false));
  }
  return (
    <>
      <Button busy={asking && "Your wallet asks…"} onClick={() => void change()}>
        Switch to {chain.name}
      </Button>
      {trouble && (
        <Notice title={trouble}>
          <Details summary="Add it by hand" open>
            <Facts facts={byHand} />
          </Details>
        </Notice>
      )}
    </>
  );
}

/** The old way of finding a wallet is offered only when there is one that does not announce itself. */
function useChoices(): WalletChoice[] {
  const connectors = useConnectors({ config: wallets });
  const announced = connectors.filter((connector) => connector.id !== "injected");
  const old = connectors.find((connector) => connector.id === "injected");
  const { data: hasOld } = useQuery({
    queryKey: ["oldWallet"],
    queryFn: async () => Boolean(await old?.getProvider()),
    staleTime: Infinity,
  });
  return announced.length === 0 && hasOld && old ? [old] : announced;
}

function WalletList() {
  const choices = useChoices();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<string>();
  const [trouble, setTrouble] = useState<string>();

  async function choose(connector: WalletChoice) {
    setAsking(connector.uid);
    setTrouble(undefined);
    try {
      await connectWallet(connector);
      void queries.invalidateQueries();
    } catch (error) {
      setTrouble(connectTrouble(error));
    } finally {
      setAsking(undefined);
    }
  }

  const own = tellApart(choices);
  if (choices.length === 0) return <NoWallet />;
  return (
    <>
      <ul className="flex flex-col gap-2">
        {choices.map((connector, at) => (
          <li key={connector.uid}>
            <Button
              variant="quiet"
              wide
              className="justify-start"
              busy={asking === connector.uid && `Open ${connector.name} and say yes there`}
              icon={
                connector.icon ? <img src={connector.icon} alt="" className="size-6 rounded-control" /> : <WalletIcon />
              }
              onClick={() => choose(connector)}
            >
              <span className="min-w-0 text-start">
                <span className="block truncate">{connector.name}</span>
                {own[at] && <span className="block truncate text-fine font-normal text-quiet">{own[at]}</span>}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {trouble && <Notice title={trouble} />}
    </>
  );
}

function NoWallet() {
  return (
    <Notice title="There is no wallet in this browser">
      <p>
        A wallet is an extension of your browser, or an app on your phone with a browser inside. Install one that you
        trust, open this page in it, and come back here. You can go on looking around meanwhile.
      </p>
    </Notice>
  );
}
