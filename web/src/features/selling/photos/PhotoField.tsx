import { Camera, ChevronLeft, ChevronRight, CircleAlert, ImagePlus, Trash2 } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import type { Photo } from "../../../../../protocol/metadata.ts";
import { cx } from "../../../lib/cx.ts";
import { count } from "../../../lib/text.ts";
import { IconButton } from "../../../ui/actions/IconButton.tsx";
import { Skeleton } from "../../../ui/feedback/Skeleton.tsx";
import { DraftPhoto } from "./DraftPhoto.tsx";
import { pictureTrouble } from "../../../lib/pictureTrouble.ts";
import { MAX_PHOTOS, moved, takeIn } from "./photos.ts";

type PhotoFieldProps = {
  photos: readonly Photo[];
  /** Gets what is there now and says what is to be there: pictures arrive one after the other. */
  onChange: (change: (photos: readonly Photo[]) => Photo[]) => void;
  optional: boolean;
  error?: string;
};

/** Pictures from the camera or the disk, in the order in which they will be seen. */
export function PhotoField({ photos, onChange, optional, error }: PhotoFieldProps) {
  const id = useId();
  const [reading, setReading] = useState(0);
  const [troubles, setTroubles] = useState<string[]>([]);
  const [over, setOver] = useState(false);
  const full = photos.length + reading >= MAX_PHOTOS;

  async function add(files: readonly File[]) {
    const taken = files.slice(0, MAX_PHOTOS - photos.length - reading);
    const left = files.length - taken.length;
    setTroubles(left > 0 ? [`A listing has room for ${MAX_PHOTOS} pictures: ${count(left, "picture")} left out.`] : []);
    setReading((waiting) => waiting + taken.length);
    for (const file of taken) {
      try {
        const photo = await takeIn(file);
        onChange((present) => (present.some(({ cid }) => cid === photo.cid) ? [...present] : [...present, photo]));
      } catch (trouble) {
        setTroubles((told) => [...told, pictureTrouble(file.name, trouble)]);
      } finally {
        setReading((waiting) => waiting - 1);
      }
    }
  }

  return (
    <fieldset
      className="min-w-0"
      aria-describedby={`${id}-hint${error ? ` ${id}-error` : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void add([...event.dataTransfer.files]);
      }}
    >
      <legend className="mb-1.5 font-strong">
        Pictures {optional && <span className="font-normal text-quiet">(optional)</span>}
      </legend>
      {photos.length + reading > 0 && (
        <ol className="grid grid-cols-2 gap-3 pb-3 md:grid-cols-3">
          {photos.map((photo, position) => (
            <li key={photo.cid} className="min-w-0">
              <span className="relative block">
                <DraftPhoto photo={photo} alt={photo.alt || `Picture ${position + 1}`} className="rounded-card" />
                {position === 0 && (
                  <span className="absolute start-2 top-2 rounded-control bg-paper px-2 py-0.5 text-fine font-strong">
                    Cover
                  </span>
                )}
              </span>
              <span className="flex justify-between pt-1">
                <span className="flex">
                  <IconButton
                    label={`Move picture ${position + 1} forward`}
                    icon={<ChevronLeft className="rtl:-scale-x-100" aria-hidden />}
                    disabled={position === 0}
                    onClick={() => onChange((present) => moved(present, position, -1))}
                  />
                  <IconButton
                    label={`Move picture ${position + 1} back`}
                    icon={<ChevronRight className="rtl:-scale-x-100" aria-hidden />}
                    disabled={position === photos.length - 1}
                    onClick={() => onChange((present) => moved(present, position, 1))}
                  />
                </span>
                <IconButton
                  label={`Remove picture ${position + 1}`}
                  icon={<Trash2 aria-hidden />}
                  onClick={() => onChange((present) => present.filter(({ cid }) => cid !== photo.cid))}
                />
              </span>
            </li>
          ))}
          {Array.from({ length: reading }, (_, waiting) => (
            <li key={waiting}>
              <Skeleton className="aspect-square rounded-card" />
            </li>
          ))}
        </ol>
      )}
      <div
        className={cx(
          "flex flex-wrap justify-center gap-2 rounded-card border border-dashed p-3 transition-colors",
          over ? "border-ink bg-sunk" : "border-edge",
          photos.length + reading === 0 && "flex-col items-center py-8",
        )}
      >
        <Source icon={<Camera aria-hidden />} camera disabled={full} invalid={Boolean(error)} onFiles={add}>
          Take a picture
        </Source>
        <Source icon={<ImagePlus aria-hidden />} disabled={full} invalid={Boolean(error)} onFiles={add}>
          {photos.length === 0 ? "Choose pictures" : "Add pictures"}
        </Source>
      </div>
      <p id={`${id}-hint`} className="max-w-text pt-1.5 text-fine text-quiet">
        The first one is the cover. Where and when they were taken is removed on this device.
      </p>
      <div role="status" className="sr-only">
        {reading > 0 ? `Reading ${count(reading, "picture")}…` : count(photos.length, "picture")}
      </div>
      {[...(error ? [error] : []), ...troubles].map((words, line) => (
        <p
          key={words}
          id={error && line === 0 ? `${id}-error` : undefined}
          role="alert"
          className="flex max-w-text gap-1.5 pt-1.5 text-fine font-strong"
        >
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {words}
        </p>
      ))}
    </fieldset>
  );
}

type SourceProps = {
  icon: ReactNode;
  /** Straight to the camera; only where there is a thumb. */
  camera?: boolean;
  disabled: boolean;
  invalid: boolean;
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
};

function Source({ icon, camera = false, disabled, invalid, onFiles, children }: SourceProps) {
  return (
    <label
      className={cx(
        "relative touch items-center justify-center gap-2 rounded-control border px-4 py-2 font-strong transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink has-disabled:opacity-50 [&_svg]:size-5",
        camera
          ? "hidden border-ink bg-ink text-paper pointer-coarse:inline-flex"
          : "inline-flex border-edge hover:border-ink hover:bg-sunk",
      )}
    >
      {icon}
      {children}
      <input
        type="file"
        accept="image/*"
        multiple={!camera}
        capture={camera ? "environment" : undefined}
        disabled={disabled}
        aria-invalid={invalid || undefined}
        className="sr-only"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file may be chosen again after it was removed.
          currentTarget.value = "";
        }}
      />
    </label>
  );
}
