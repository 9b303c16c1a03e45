using Grpc.Core;

namespace Orchestra.Grpc.Tests.Fixtures;

/// <summary>Short words for what tests say often.</summary>
internal static class Calls
{
    // A call that never ends must fail its test, not hold up all of them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>The status that a call fails with.</summary>
    public static Status FailureOf(Func<Task> call) => ExceptionOf(call).Status;

    /// <summary>The exception that a call fails with.</summary>
    public static RpcException ExceptionOf(Func<Task> call) =>
        Assert.ThrowsAsync<RpcException>(async () => await call().WaitAsync(Patience))!;

    /// <summary>All messages of a stream.</summary>
    public static async Task<List<T>> ToListAsync<T>(this IAsyncStreamReader<T> stream)
    {
        var messages = new List<T>();
        await foreach (var message in stream.ReadAllAsync())
        {
            messages.Add(message);
        }

        return messages;
    }
}
