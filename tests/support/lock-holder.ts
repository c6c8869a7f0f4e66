/** Takes the folder in its argument and keeps it until it is ended. */
import { lockFolder } from '../../db/lock.js'

const lock = await lockFolder(process.argv[2] ?? '')
process.stdout.write(`${lock.folder}\n`)
setInterval(() => {}, 1_000)
