import { mount } from 'svelte'
import App from '../../../web/App.svelte'
import '../../../web/app.css'
import { chosen } from './choice.js'
import { FakeSession } from './fake-session.js'
import { Desk } from './desk.js'
import { FakeLink } from './fake-link.js'
import Sheet from './Sheet.svelte'

const target = document.getElementById('app')
const desk = new Desk(chosen())
if (target && location.pathname === '/sheet') mount(Sheet, { target })
else if (target)
  mount(App, {
    target,
    props: { session: new FakeSession(desk), connect: () => new FakeLink(desk) },
  })
