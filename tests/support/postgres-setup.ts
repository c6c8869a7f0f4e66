import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { connect } from '../../db/connect.js'
import { migrate } from '../../db/migrate.js'
import { createCluster, type Cluster } from './cluster.js'

const TEMPLATE = 'tallyboard_template'

// Each project loads this file anew, yet all of them are to share one server.
const shared = globalThis as typeof globalThis & {
  tallyboardCluster?: { users: number; cluster: Promise<Cluster> }
}

/** Starts the run's PostgreSQL with the first project that needs it, and removes it with the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const held = (shared.tallyboardCluster ??= { users: 0, cluster: prepare() })
  held.users++
  const cluster = await held.cluster
  project.provide('postgresUrl', cluster.url('postgres'))
  project.provide('postgresTemplate', TEMPLATE)
  return async () => {
    if (--held.users > 0) return
    delete shared.tallyboardCluster
    await cluster.remove()
  }
}

async function prepare(): Promise<Cluster> {
  const cluster = await createCluster()
  try {
    const admin = new pg.Client({ connectionString: cluster.url('postgres') })
    await admin.connect()
    await admin.query(`create database ${TEMPLATE}`)
    await admin.end()
    const template = await connect({ databaseUrl: cluster.url(TEMPLATE) })
    await migrate(template.db)
    // A template can only be copied while nobody is connected to it.
    await template.close()
    return cluster
  } catch (error) {
    await cluster.remove()
    throw error
  }
}
