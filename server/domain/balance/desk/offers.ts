/** Offers of one floor whose plans get better: none is followed by one with which the day would be later. */
import type { Offer } from '../../../contract/balance-commands.js'
import type { Certificate } from '../floor/certificate.js'
import type { Proposal } from '../floor/propose.js'
import { offerOf, type OfferGround } from './offer.js'

export class Offers {
  #best: { proposal: Proposal; weighted: number } | null = null

  constructor(private readonly ground: OfferGround) {}

  /**
   * Of a better plan the part that can be offered may be worth less: then that of the plan before stays, with what
   * has been proved since, as that is about every plan.
   */
  of(proposal: Proposal, told: boolean): Offer {
    const offer = offerOf(this.ground, proposal, told)
    const { weighted } = offer.after
    if (this.#best && weighted > this.#best.weighted) {
      const { plan, worth } = this.#best.proposal
      const certificate = about(worth.lateness, proposal.certificate)
      return offerOf(this.ground, { plan, worth, certificate }, told)
    }
    this.#best = { proposal, weighted }
    return offer
  }
}

/** A bound on the finish is about plans that are no later than it says. */
const about = (late: number, certificate: Certificate): Certificate =>
  certificate.finish && late > certificate.finish.within
    ? { ...certificate, finish: null }
    : certificate
