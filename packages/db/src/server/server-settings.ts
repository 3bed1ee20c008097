/** Settings of our server. Memory and connections fit a small machine; a Supabase project has its own. */
export function serverSettings(isDurable: boolean): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    // Socket files would need a folder that both users can enter; TCP on loopback does without.
    unix_socket_directories: '',
    // As a Supabase project has it.
    wal_level: 'logical',
    max_connections: '60',
    shared_buffers: '128MB',
    max_wal_size: '512MB',
    // One for each process that serves Realtime while somebody follows a table there.
    max_wal_senders: '20',
    max_replication_slots: '20',
    // A forgotten replication slot must not fill the disk.
    max_slot_wal_keep_size: '1GB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  };
}
