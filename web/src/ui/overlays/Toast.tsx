import { X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { createContext, useCallback, useContext, useState } from "react";
import type { ReactNode } from "react";
import { IconButton } from "../actions/IconButton.tsx";
import type { Meaning } from "../money/meaning.ts";

type Message = { title: string; detail?: ReactNode; meaning?: Meaning };
type Shown = Message & { id: number };

const ToastContext = createContext<(message: Message) => void>(() => {});

/** Says that something happened. Never the only place where it stands: people look away. */
export function useToast(): (message: Message) => void {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<Shown[]>([]);
  const show = useCallback((message: Message) => {
    setMessages((shown) => [...shown.slice(-2), { ...message, id: (shown.at(-1)?.id ?? 0) + 1 }]);
  }, []);

  return (
    <ToastContext value={show}>
      <Radix.Provider duration={6000} label="Notification" swipeDirection="down">
        {children}
        {messages.map(({ id, title, detail, meaning }) => (
          <Radix.Root
            key={id}
            data-meaning={meaning}
            onOpenChange={(open) => !open && setMessages((shown) => shown.filter((message) => message.id !== id))}
            className="flex animate-rise items-start gap-3 rounded-card border border-line bg-raised py-2 ps-4 pe-2 shadow-float"
          >
            {meaning && <span className="mt-4 size-2.5 shrink-0 rounded-round bg-meaning" aria-hidden />}
            <div className="min-w-0 flex-1 py-2.5">
              <Radix.Title className="font-strong">{title}</Radix.Title>
              {detail && <Radix.Description className="text-quiet">{detail}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" icon={<X aria-hidden />} />
            </Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport className="fixed inset-x-4 bottom-20 z-50 flex flex-col gap-2 outline-none md:inset-x-auto md:end-6 md:bottom-6 md:w-96" />
      </Radix.Provider>
    </ToastContext>
  );
}
