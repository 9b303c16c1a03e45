using Npgsql;

namespace Orchestra.Runs.Journal;

/// <summary>
/// Writes groups, and sees to it that each write gets its own answer: a group that the server refuses is written one by one, so that
/// only the write at fault fails, and one whose outcome is unknown (the connection broke, perhaps in the commit) is looked for by its
/// key before it is written again.
/// </summary>
internal sealed class JournalWriter(JournalStatements statements, TimeProvider time)
{
    // Longer than a lease without a heartbeat lasts by default: by then whoever waits has given up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Writes a group in one transaction and answers each write after the commit.</summary>
    public async Task FlushAsync(IReadOnlyList<JournalWrite> group)
    {
        try
        {
            var answers = group.Count == 1 ? [await statements.WriteAsync(group[0])] : await statements.WriteAsync(group);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Answer(answers[i]);
            }
        }
        catch (Exception exception) when (group.Count == 1 && IsRefused(exception))
        {
            group[0].Fail(exception);
        }
        catch (Exception exception)
        {
            // The others need not wait for it: no run has two writes under way.
            foreach (var write in group)
            {
                _ = WriteSurelyAsync(write, mayBeWritten: !IsRolledBack(exception));
            }
        }
    }

    private async Task WriteSurelyAsync(JournalWrite write, bool mayBeWritten)
    {
        var began = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                write.Answer(mayBeWritten && await statements.FindAsync(write) is { } found ? found : await statements.WriteAsync(write));
                return;
            }
            catch (Exception exception)
            {
                if (IsRefused(exception) || write.IsWithdrawn || time.GetElapsedTime(began) > Patience)
                {
                    write.Fail(exception);
                    return;
                }

                mayBeWritten |= !IsRolledBack(exception);
            }

            await Task.Delay(pause, time, CancellationToken.None);
        }
    }

    /// <summary>The server took the statement back: nothing of it is written.</summary>
    private static bool IsRolledBack(Exception exception) =>
        exception is PostgresException { SqlState: var state }
        && !state.StartsWith("08", StringComparison.Ordinal)
        && !state.StartsWith("57P", StringComparison.Ordinal);

    /// <summary>It would be refused again: a value that cannot be stored, a fault of ours.</summary>
    private static bool IsRefused(Exception exception) =>
        exception is not NpgsqlException || (IsRolledBack(exception) && !IsPassing(exception));

    private static bool IsPassing(Exception exception) =>
        exception
            is PostgresException
            {
                SqlState: PostgresErrorCodes.DeadlockDetected
                    or PostgresErrorCodes.SerializationFailure
                    or PostgresErrorCodes.LockNotAvailable
                    or PostgresErrorCodes.TooManyConnections
            };
}
