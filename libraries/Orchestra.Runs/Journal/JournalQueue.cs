namespace Orchestra.Runs.Journal;

/// <summary>
/// Gathers the writes of many runs while a flush is under way, and lets the next flush take them together. A write that finds nothing
/// under way goes out at once, alone: an idle ledger answers as fast as without groups. One at a time of each run.
/// </summary>
/// <param name="flush">Answers every write of a group; never throws.</param>
internal sealed class JournalQueue(Func<IReadOnlyList<JournalWrite>, Task> flush)
{
    private const int MaxWrites = 64;
    private const int MaxSize = 4 << 20;

    private readonly Lock _gate = new();
    private readonly LinkedList<JournalWrite> _waiting = [];
    private bool _flushing;

    /// <summary>Hands a write over and waits until it is durable or refused.</summary>
    public Task<JournalAnswer> WriteAsync(JournalWrite write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool free;
        lock (_gate)
        {
            _waiting.AddLast(write);
            free = !_flushing;
            _flushing = true;
        }

        if (free)
        {
            // The loop goes on for others: it carries nobody's log scope and nobody's trace.
            using (ExecutionContext.SuppressFlow())
            {
                _ = FlushAllAsync();
            }
        }

        return write.AnsweredAsync(cancellationToken);
    }

    private async Task FlushAllAsync()
    {
        while (Take() is { Count: > 0 } group)
        {
            await flush(group).ConfigureAwait(false);
        }
    }

    private List<JournalWrite> Take()
    {
        var group = new List<JournalWrite>();
        var runs = new HashSet<(Guid, Guid)>();
        var size = 0L;
        lock (_gate)
        {
            for (var node = _waiting.First; node is not null && group.Count < MaxWrites; )
            {
                var (write, next) = (node.Value, node.Next);
                if (write.IsWithdrawn)
                {
                    _waiting.Remove(node);
                }
                else if (group.Count > 0 && size + write.Size > MaxSize)
                {
                    break;
                }
                else if (runs.Add((write.Lease.TenantId, write.Lease.RunId)))
                {
                    group.Add(write);
                    size += write.Size;
                    _waiting.Remove(node);
                }

                node = next;
            }

            _flushing = group.Count > 0;
        }

        return group;
    }
}
