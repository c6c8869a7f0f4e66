/** The width of the bands, steered by how often they missed (Gibbs and Candès 2021). */

export const START_WIDTH = 1.15
const STEP = 0.15
const ALLOWED = 0.2
const LEAST = 0.85
const MOST = 1.8

/**
 * κ exp(.15(miss − .2)), kept in .85–1.8.
 * @param miss 1 − the mean mid coverage of the day's forecasts
 */
export const widthAfter = (width: number, miss: number) =>
  Math.min(MOST, Math.max(LEAST, width * Math.exp(STEP * (miss - ALLOWED))))
