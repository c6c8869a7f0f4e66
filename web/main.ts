import { mount } from 'svelte'
import App from './App.svelte'
import './app.css'
import { HttpSession } from './wire/session.js'
import { SocketLink } from './wire/socket-link.js'

const target = document.getElementById('app')
if (target)
  mount(App, { target, props: { session: new HttpSession(), connect: () => new SocketLink() } })
