import { valibotResolver } from "@hookform/resolvers/valibot";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import * as v from "valibot";
import type { Address } from "viem";
import type { Profile } from "../../../../protocol/profile.ts";
import { isVisible, settledText } from "../../../../protocol/text.ts";
import { hasSession, saveProfile } from "../../services/ceramic.ts";
import { walletProvider } from "../../services/wallet.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { ErrorState } from "../../ui/feedback/ErrorState.tsx";
import { TextArea } from "../../ui/forms/TextArea.tsx";
import { TextField } from "../../ui/forms/TextField.tsx";
import { Dialog } from "../../ui/overlays/Dialog.tsx";
import { PictureField } from "./PictureField.tsx";
import { profileOptions } from "./queries.ts";

// As others will read it: without the letters that nobody can see.
const text = v.pipe(v.string(), v.transform(settledText));
const words = (length: number) => v.pipe(text, v.maxLength(length, `At most ${length} letters: shorten it a little.`));
export const ProfileForm = v.object({
  name: v.pipe(
    text,
    v.check(isVisible, "People need something to call you that can be seen."),
    v.maxLength(60, "At most 60 letters: shorten it a little."),
  ),
  about: words(500),
  picture: v.string(),
  buyer: v.object({ about: words(300), region: words(60) }),
  seller: v.object({ about: words(500), place: words(60), returns: words(300), languages: words(100) }),
});
type ProfileForm = v.InferOutput<typeof ProfileForm>;

function formOf(profile: Profile | null | undefined): ProfileForm {
  return {
    name: profile?.name ?? "",
    about: profile?.about ?? "",
    picture: profile?.picture ?? "",
    buyer: { about: profile?.buyer?.about ?? "", region: profile?.buyer?.region ?? "" },
    seller: {
      about: profile?.seller?.about ?? "",
      place: profile?.seller?.place ?? "",
      returns: profile?.seller?.returns ?? "",
      languages: profile?.seller?.languages ?? "",
    },
  };
}

/** Empty fields are left out rather than stored as empty words. */
function withoutBlanks<T extends object>(value: T): T {
  const kept = Object.entries(value).filter(([, field]) => field !== "");
  return Object.fromEntries(kept) as T;
}

function profileOf(form: ProfileForm): Profile {
  return withoutBlanks({ ...form, buyer: withoutBlanks(form.buyer), seller: withoutBlanks(form.seller) });
}

type EditProfileProps = { address: Address; profile: Profile | null | undefined; onClose: () => void };

/** One's own profile, both sides. What was typed stays when saving fails. */
export function EditProfile({ address, profile, onClose }: EditProfileProps) {
  const queries = useQueryClient();
  const [signed] = useState(() => hasSession(address));
  const { register, handleSubmit, formState, control, setValue } = useForm<ProfileForm>({
    defaultValues: formOf(profile),
    resolver: valibotResolver(ProfileForm),
  });
  const save = useMutation({
    mutationFn: async (form: ProfileForm) => {
      const next = profileOf(form);
      await saveProfile(address, await walletProvider(), next);
      return next;
    },
    onSuccess: (next) => {
      queries.setQueryData(profileOptions(address).queryKey, next);
      onClose();
    },
  });
  const { errors } = formState;
  const picture = useWatch({ control, name: "picture" });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Your profile"
      description={
        signed
          ? "Anyone can read it."
          : "Anyone can read it. Your wallet will ask once for a signature, which costs nothing and lets this device edit your profile for a week."
      }
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            form="profile"
            type="submit"
            busy={save.isPending && (signed ? "Saving…" : "Waiting for your wallet…")}
          >
            Save profile
          </Button>
        </>
      }
    >
      <form
        id="profile"
        noValidate
        className="flex flex-col gap-5"
        onSubmit={handleSubmit((form) => save.mutate(form))}
      >
        <PictureField address={address} cid={picture} onChange={(cid) => setValue("picture", cid)} />
        <TextField label="Name" autoComplete="nickname" error={errors.name?.message} {...register("name")} />
        <TextArea label="About you" optional rows={3} error={errors.about?.message} {...register("about")} />
        <h3 className="text-lead font-strong">As a seller</h3>
        <TextArea
          label="What you sell"
          optional
          rows={3}
          error={errors.seller?.about?.message}
          {...register("seller.about")}
        />
        <TextField
          label="Where you send from"
          optional
          error={errors.seller?.place?.message}
          {...register("seller.place")}
        />
        <TextField label="Returns" optional error={errors.seller?.returns?.message} {...register("seller.returns")} />
        <TextField
          label="Languages"
          optional
          error={errors.seller?.languages?.message}
          {...register("seller.languages")}
        />
        <h3 className="text-lead font-strong">As a buyer</h3>
        <TextArea
          label="What sellers should know"
          optional
          rows={2}
          error={errors.buyer?.about?.message}
          {...register("buyer.about")}
        />
        <TextField
          label="Region"
          hint="Never an address: that goes to the seller of an order alone."
          optional
          error={errors.buyer?.region?.message}
          {...register("buyer.region")}
        />
        {save.isError && <SavingFailed error={save.error} />}
      </form>
    </Dialog>
  );
}

function SavingFailed({ error }: { error: Error }) {
  if (/reject|denied|4001/i.test(error.message)) return <p role="status">No problem, nothing was sent.</p>;
  return (
    <ErrorState
      title="Your profile was not saved."
      remedy="What you typed is still here. Try again in a moment."
      details={error.message}
    />
  );
}
