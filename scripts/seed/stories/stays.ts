import type { Tale } from "./tale.ts";

// Time, bought by the slot: the room above the pottery, the drill, the violin lesson.

const HOUR = 3_600;
const DAY = 24 * HOUR;

const roomAhead: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(3.7);
  await market.book("hina", "kiln-room", { from: -12, slots: 3 });
};

const lessonTomorrow: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(1.9);
  await market.book("ada", "violin-lesson", { from: -1.3, choice: { delivery: "By video" } });
};

/** Out now; from tomorrow both of them are. */
const drillOut: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(3.2);
  const stay = await market.book("farah", "drill", { from: 1.3, slots: 4 });
  await timeline.at(stay.start + HOUR / 2);
  await market.ship(stay, "Koffer 2, zwölf Bohrer");
};

const drillTomorrow: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(0.6);
  await market.book("bruno", "drill", { from: -0.9, slots: 2 });
};

/** It came back whole: the rent is paid, then the deposit returned. */
const drillReturned: Tale = async ({ market, reviews, timeline }) => {
  await timeline.daysAgo(21.4);
  const stay = await market.book("dana", "drill", { from: 19.2, slots: 2 });
  await timeline.at(stay.start + HOUR);
  await market.ship(stay, "Koffer 1, vollzählig");
  await timeline.at(stay.end + 2 * HOUR);
  await market.confirm(stay);
  await timeline.at(stay.end + 5 * HOUR);
  await market.refund(stay, "emil");
  await reviews.both(
    stay,
    { rating: 5, text: "Twelve holes for a bookshelf in a wall that had refused me for years. The case was complete." },
    { rating: 5, text: "Sauber, pünktlich, alle Bohrer zurück an ihrem Platz." },
  );
};

const roomPaid: Tale = async ({ market, reviews, timeline }) => {
  await timeline.daysAgo(25.3);
  const stay = await market.book("emil", "kiln-room", { from: 20, slots: 2 });
  await timeline.at(stay.start + HOUR);
  await market.ship(stay, "Key in his hand");
  await timeline.at(stay.end + 4 * HOUR);
  await market.confirm(stay);
  await reviews.both(
    stay,
    { rating: 5, text: "Ein Bett über dem Ofen, im November. Mehr braucht man nicht. Der Kaffee ist stark." },
    { rating: 5, text: "Left the room as he found it and a jar of honey on the desk." },
  );
};

/** Nobody said a word afterwards: anybody can have the teacher paid. */
const lessonClaimed: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(17.7);
  const stay = await market.book("goran", "violin-lesson", {
    from: 15.5,
    slots: 2,
    choice: { delivery: "In my kitchen" },
  });
  await timeline.at(stay.start + HOUR / 4);
  await market.ship(stay);
  await timeline.at((await market.deadlineOf(stay.id)) + HOUR);
  await market.claim(stay, "dana");
};

/** Ten days before: that costs nothing. */
const roomCalledOff: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(24.1);
  const stay = await market.book("ada", "kiln-room", { from: 10, slots: 4 });
  await timeline.at(stay.start - 10 * DAY);
  await market.callOff(stay);
};

/** Five days before, of the seven that the terms ask for: half comes back. */
const roomCalledOffLate: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(22.8);
  const stay = await market.book("chidi", "kiln-room", { from: 14, slots: 2 });
  await timeline.at(stay.start - 5 * DAY);
  await market.callOff(stay);
};

/** An hour before: none of it does. */
const lessonCalledOffAtTheDoor: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(9.2);
  const stay = await market.book("hina", "violin-lesson", { from: 7.4, choice: { delivery: "By video" } });
  await timeline.at(stay.start - HOUR);
  await market.callOff(stay);
};

/** The teacher never came, and a day after the start anybody can have the money sent back. */
const lessonNeverBegun: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(13.6);
  const stay = await market.book("bruno", "violin-lesson", {
    from: 11.5,
    choice: { delivery: "At your place in Kraków" },
  });
  await timeline.at((await market.deadlineOf(stay.id)) + 2 * HOUR);
  await market.refund(stay, "bruno");
};

const coldRoom: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(8.2);
  const stay = await market.book("goran", "kiln-room", { from: 5, slots: 2 });
  await timeline.at(stay.start + 2 * HOUR);
  await market.ship(stay);
  await timeline.daysAgo(1.1);
  await market.openDispute(stay, "goran");
  await market.submitEvidence(
    stay,
    "goran",
    "Fourteen degrees in the room",
    "The listing says that it is warm. The kiln was cold on both days and the stove in the room has no pipe. I slept in my coat; the picture shows the thermometer at seven in the morning.",
  );
};

export const stays: readonly Tale[] = [
  roomAhead,
  lessonTomorrow,
  drillOut,
  drillTomorrow,
  drillReturned,
  roomPaid,
  lessonClaimed,
  roomCalledOff,
  roomCalledOffLate,
  lessonCalledOffAtTheDoor,
  lessonNeverBegun,
  coldRoom,
];
