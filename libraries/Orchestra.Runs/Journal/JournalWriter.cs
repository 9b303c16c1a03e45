namespace Orchestra.Runs.Journal;

/// <summary>
/// Writes groups, and sees to it that each write gets its own answer: a group that the server refuses is written one by one, so that
/// only the write at fault fails, and one whose outcome is unknown (the connection broke, perhaps in the commit) is looked for by its
/// key before it is written again.
/// </summary>
internal sealed class JournalWriter(JournalStatements statements, SureWrite sure)
{
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
        catch (Exception exception) when (group.Count == 1 && DatabaseFailure.IsRefused(exception))
        {
            group[0].Fail(exception);
        }
        catch (Exception exception)
        {
            // The others need not wait for it: no run has two writes under way.
            foreach (var write in group)
            {
                _ = WriteSurelyAsync(write, mayBeWritten: !DatabaseFailure.IsRolledBack(exception));
            }
        }
    }

    private async Task WriteSurelyAsync(JournalWrite write, bool mayBeWritten)
    {
        try
        {
            write.Answer(
                await sure.WriteAsync(
                    () => statements.WriteAsync(write),
                    () => statements.FindAsync(write),
                    () => write.IsWithdrawn,
                    mayBeWritten
                )
            );
        }
        catch (Exception exception)
        {
            write.Fail(exception);
        }
    }
}
