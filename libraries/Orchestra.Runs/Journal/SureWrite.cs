namespace Orchestra.Runs.Journal;

/// <summary>
/// Writes until the outcome is known: what may be written, because its answer was lost, is looked for by its key before it is written
/// again.
/// </summary>
internal sealed class SureWrite(TimeProvider time)
{
    // Longer than a lease without a heartbeat lasts by default: by then whoever waits has given up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Writes; throws what the database said last when it refuses, when nobody waits any more, or when patience is over.</summary>
    /// <param name="write">Writes, one transaction.</param>
    /// <param name="find">Finds what was written; null when it was not.</param>
    /// <param name="isWithdrawn">Whether nobody waits for it any more.</param>
    /// <param name="mayBeWritten">Whether it was tried before and its answer was lost.</param>
    public async Task<T> WriteAsync<T>(Func<Task<T>> write, Func<Task<T?>> find, Func<bool> isWithdrawn, bool mayBeWritten = false)
        where T : struct
    {
        var began = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return mayBeWritten && await find() is { } found ? found : await write();
            }
            catch (Exception exception)
                when (!DatabaseFailure.IsRefused(exception) && !isWithdrawn() && time.GetElapsedTime(began) < Patience)
            {
                mayBeWritten |= !DatabaseFailure.IsRolledBack(exception);
            }

            await Task.Delay(pause, time, CancellationToken.None);
        }
    }
}
