import { mount } from 'svelte'
import App from '../../../web/App.svelte'
import '../../../web/app.css'
import { chosen } from './choice.js'
import { FakeSession } from './fake-session.js'
import { Desk } from './desk.js'
import { FakeLink } from './fake-link.js'

const choice = chosen()
const desk = new Desk(choice)
const target = document.getElementById('app')
if (target) mount(App, { target, props: { session: new FakeSession(desk), connect: () => new FakeLink(desk) } })
