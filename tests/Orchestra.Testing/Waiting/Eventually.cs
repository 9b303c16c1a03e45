namespace Orchestra.Testing.Waiting;

/// <summary>Waits on conditions of other processes, which no signal of this one can tell.</summary>
public static class Eventually
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the answer satisfies, or fails with the last answer.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> satisfies, TimeSpan atMost, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (satisfies(answer))
            {
                return answer;
            }

            if (TimeProvider.System.GetElapsedTime(started) > atMost)
            {
                throw new TimeoutException($"{what}: not within {atMost.TotalSeconds:0.#} s; the last answer was {answer}");
            }

            await Task.Delay(Between, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Asks until the answer is yes.</summary>
    public static Task IsTrueAsync(Func<Task<bool>> ask, TimeSpan atMost, string what) => GetAsync(ask, yes => yes, atMost, what);
}
