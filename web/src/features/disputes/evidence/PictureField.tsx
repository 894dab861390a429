import { ImagePlus } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { checkPicture } from "../../../lib/picture.ts";
import { pictureTrouble } from "../../../lib/pictureTrouble.ts";
import { Button } from "../../../ui/actions/Button.tsx";

/** One picture from the camera or the disk, shown before it is sent. */
export function PictureField({
  picture,
  onChange,
}: {
  picture: File | null;
  onChange: (picture: File | null) => void;
}) {
  const id = useId();
  const [trouble, setTrouble] = useState<string>();
  async function choose(file: File | undefined) {
    setTrouble(undefined);
    if (!file) return;
    try {
      await checkPicture(file);
      onChange(file);
    } catch (error) {
      setTrouble(pictureTrouble(file.name, error));
    }
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <span className="flex items-center gap-4">
        {picture && <Preview picture={picture} />}
        <label
          htmlFor={id}
          className="inline-flex touch items-center gap-2 rounded-control border border-edge px-4 py-2 font-strong transition-colors hover:border-ink hover:bg-sunk has-focus-visible:outline-2 has-focus-visible:outline-ink"
        >
          <ImagePlus className="size-5" aria-hidden />
          {picture ? "Another picture" : "Add a picture"}
          <input
            id={id}
            type="file"
            accept="image/*"
            className="sr-only"
            onChange={({ currentTarget }) => {
              void choose(currentTarget.files?.[0]);
              // The same file may be chosen again after it was changed.
              currentTarget.value = "";
            }}
          />
        </label>
        {picture && (
          <Button variant="bare" onClick={() => onChange(null)}>
            Leave it out
          </Button>
        )}
      </span>
      {trouble && (
        <span role="alert" className="text-fine font-strong">
          {trouble}
        </span>
      )}
      <span className="text-fine text-quiet">Where and when it was taken is removed before it leaves this device.</span>
    </div>
  );
}

function Preview({ picture }: { picture: File }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const reader = new FileReader();
    reader.onload = () => setUrl(String(reader.result));
    reader.readAsDataURL(picture);
    return () => reader.abort();
  }, [picture]);
  return url ? <img src={url} alt="The picture you chose" className="size-24 rounded-control object-cover" /> : null;
}
