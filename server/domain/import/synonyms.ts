/** What columns of other systems are called. */
import type { Channel, Priority } from '../../contract/rows.js'
import type { importTargets } from '../../contract/import.js'

type Target = (typeof importTargets)[number]

const list = (text: string): readonly string[] =>
  text.split('|').map((word) => word.replace(/\s+/g, ' ').trim())

/** Names as `plain` gives them, the surest first. */
export const headerNames: Record<Target, readonly string[]> = {
  reference: list(`
    reference | reference number | reference no | ref | unique key | case enquiry id | case id |
    case number | case no | request id | request number | service request id | service request
    number | sr number | ticket | ticket id | ticket number | tracking number | confirmation
    number | record number | record id | permit number | order number | incident number | incident
    id | external id | unique id | id | key | number | no | case | sr
  `),
  createdAt: list(`
    created | created at | created date | created on | date created | creation date | createdat |
    open dt | opened | opened at | open date | opened date | date opened | received | received at
    | received date | date received | received on | submitted | submitted at | submitted date |
    date submitted | requested | request date | requested date | requested datetime | date
    requested | reported | reported date | date reported | case created date | entry date | logged
    | date | timestamp
  `),
  dueAt: list(`
    due | due at | due date | date due | due on | due by | due dt | target dt | target date | sla
    target dt | target | deadline | expected date | expected datetime | sla date | sla target |
    needed by | respond by | complete by | promised date
  `),
  finishedAt: list(`
    finished | finished at | finished date | closed dt | closed | closed at | closed date | date
    closed | closed on | close date | case closed date | completed | completed at | completed date
    | date completed | completion date | resolved | resolved at | resolved date | resolution date
    | done at | date done | end date
  `),
  status: list(`
    status | case status | request status | ticket status | task status | current status | state |
    open closed
  `),
  type: list(`
    type | task type | request type | case type | complaint type | service type | work type |
    ticket type | inquiry type | record type | permit type | document type | service name |
    service request type | case title | category | request category | kind | issue type | issue |
    sr type
  `),
  title: list(`
    title | task | task title | task name | subject | summary | name of task | short description |
    headline | what | item | matter
  `),
  outcome: list(`
    outcome | resolution | result | disposition | closure code | closure reason | resolution
    description | resolution notes | resolution code | decision | action taken | status notes |
    closing comment
  `),
  channel: list(`
    channel | source | open data channel type | origin | case origin | method received | received
    by | how received | intake channel | request source | contact method | medium
  `),
  priority: list(`
    priority | urgency | priority level | severity | importance
  `),
  team: list(`
    team | team name | unit | desk | queue | assigned team | assigned group | group | department |
    division | section | office
  `),
  requester: list(`
    requester | requester name | requestor | requestor name | requested by | applicant | applicant
    name | customer | customer name | caller | caller name | contact | contact name | constituent
    | constituent name | complainant | citizen | client | from | sender | submitted by | name |
    full name
  `),
  note: list(`
    note | notes | description | details | comment | comments | remarks | request description |
    message | long description | problem | body
  `),
}

/** What tells rows of one type apart, the telling first; a title made of the type's name borrows from here. */
export const detailNames = list(
  'descriptor | sub type | subtype | subcategory | detail | complaint description',
)
export const placeNames = list(`
  incident address | address | location address | street address | location | intersection |
  street name | street | neighborhood | neighbourhood | borough | district | area | city
`)

const under = <T>(groups: readonly (readonly [T, string])[]): [string, T][] =>
  groups.flatMap(([value, text]) => list(text).map((word): [string, T] => [word, value]))

export const priorityWords: ReadonlyMap<string, Priority> = new Map(
  under<Priority>([
    ['urgent', 'urgent | emergency | critical | immediate | rush | p1 | highest'],
    ['high', 'high | important | elevated | p2 | expedite | expedited'],
    ['normal', 'normal | medium | standard | regular | routine | moderate | default | none | p3'],
    ['low', 'low | lowest | minor | p4 | p5'],
  ]),
)

/** Looked for in a value's words, in this order. */
export const channelWords: readonly (readonly [word: string, channel: Channel])[] = under<Channel>([
  ['counter', 'counter | walk | person | visit | visitor | kiosk'],
  ['app', 'app | mobile | smartphone'],
  ['email', 'email | e'],
  ['phone', 'phone | call | telephone | voicemail | hotline | sms | text'],
  ['mail', 'mail | post | letter | fax'],
  ['web', 'web | online | website | self | portal | internet | form | twitter | social'],
  ['internal', 'internal | employee | staff | department | system | maximo'],
])

export const finishedWords: ReadonlySet<string> = new Set(
  list(`
    closed | done | complete | completed | finished | resolved | fulfilled | cancelled | canceled
    | rejected | denied | withdrawn | archived | duplicate | duplicate closed | closed duplicate |
    case closed
  `),
)
export const openWords: ReadonlySet<string> = new Set(
  list(`
    open | opened | new | assigned | pending | in progress | active | started | waiting | on hold
    | hold | submitted | received | acknowledged | reopened | re opened | under review | in review
    | queued | unassigned | not started | to do | todo | awaiting | referred | scheduled | email
    sent | unspecified | draft | testing
  `),
)
