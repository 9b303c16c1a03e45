namespace Orchestra.LocalHost.Tests.Fixtures;

/// <summary>Waits on conditions of other processes, which give no signal.</summary>
internal static class Until
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when the condition holds; fails with its name when time is over.</summary>
    public static async Task TrueAsync(string condition, TimeSpan patience, Func<bool> holds, Func<IEnumerable<string>>? details = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            if (TimeProvider.System.GetElapsedTime(started) > patience)
            {
                Assert.Fail($"not within {patience.TotalSeconds} s: {condition}\n{string.Join('\n', details?.Invoke() ?? [])}");
            }

            await Task.Delay(Period, TimeProvider.System, CancellationToken.None);
        }
    }
}
