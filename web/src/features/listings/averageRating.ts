/** Mean of the published ratings, out of how many there are of each, from 1 to 5. */
export function averageRatingOf(ratings: readonly number[]): { score: number; reviews: number } {
  const reviews = ratings.reduce((sum, amount) => sum + amount, 0);
  const points = ratings.reduce((sum, amount, index) => sum + amount * (index + 1), 0);
  return { score: reviews === 0 ? 0 : points / reviews, reviews };
}
