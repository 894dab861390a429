import { Monitor, Moon, Sun } from "lucide-react";
import { useId, useState } from "react";
import { readTheme, setTheme } from "../../services/theme.ts";
import type { Theme } from "../../services/theme.ts";

const themes: { value: Theme; label: string; icon: typeof Sun }[] = [
  { value: "system", label: "As the system", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
];

/** Light, dark, or as the system has it. Remembered on this device alone. */
export function ThemeChoice() {
  const [theme, choose] = useState(readTheme);
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="sr-only">Colours</legend>
      <div className="flex w-fit rounded-control border border-line p-0.5">
        {themes.map(({ value, label, icon: Icon }) => (
          <label
            key={value}
            title={label}
            className="grid touch place-items-center rounded-[4px] text-quiet transition-colors hover:text-ink has-checked:bg-sunk has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-ink"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              aria-label={label}
              checked={theme === value}
              onChange={() => {
                setTheme(value);
                choose(value);
              }}
            />
            <Icon className="size-5" strokeWidth={1.75} aria-hidden />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
