/** Two short soft notes, for urgent work and calls for help. Silent where the browser forbids sound. */
let audio: AudioContext | null = null

export function chime(): void {
  try {
    audio ??= new AudioContext()
    const begin = audio.currentTime
    for (const [index, pitch] of [659, 880].entries()) {
      const tone = audio.createOscillator()
      const loud = audio.createGain()
      const at = begin + index * 0.14
      tone.frequency.value = pitch
      loud.gain.setValueAtTime(0, at)
      loud.gain.linearRampToValueAtTime(0.12, at + 0.02)
      loud.gain.exponentialRampToValueAtTime(0.001, at + 0.3)
      tone.connect(loud).connect(audio.destination)
      tone.start(at)
      tone.stop(at + 0.32)
    }
  } catch {
    audio = null
  }
}
