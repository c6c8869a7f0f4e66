/** 200 screens in one process: tells its parent when each has seen a seq. */
import { io } from 'socket.io-client'

const [address = '', cookie = '', count = '1'] = process.argv.slice(2)
const seen = new Map<number, number[]>()
let connected = 0

for (let n = 0; n < Number(count); n++) {
  const socket = io(address, { transports: ['websocket'], forceNew: true, extraHeaders: { cookie, origin: address } })
  socket.on('snapshot', () => {
    if (++connected === Number(count)) process.send?.({ ready: true })
  })
  socket.on('envelope', ({ from, to }: { from: number; to: number }) => {
    const at = performance.timeOrigin + performance.now()
    for (let seq = from + 1; seq <= to; seq++) {
      const times = seen.get(seq) ?? []
      times.push(at)
      seen.set(seq, times)
      if (times.length < Number(count)) continue
      seen.delete(seq)
      // A moment later, so that the parent has its own answer by then.
      setTimeout(() => process.send?.({ seq, at: times }), 50)
    }
  })
}
