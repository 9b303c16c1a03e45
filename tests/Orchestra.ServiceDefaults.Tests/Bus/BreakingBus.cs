using System.Reflection;
using MassTransit;

namespace Orchestra.ServiceDefaults.Tests.Bus;

/// <summary>A bus whose publish, when it is cancelled, fails with the transport's own failure and not as cancelled.</summary>
public class BreakingBus : DispatchProxy
{
    private readonly TaskCompletionSource _publishing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a publish is under way.</summary>
    public Task Publishing => _publishing.Task;

    public static (IBus Bus, BreakingBus Script) Create()
    {
        var bus = Create<IBus, BreakingBus>();
        return (bus, (BreakingBus)(object)bus);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name == nameof(IBus.Publish) ? BreakAsync((CancellationToken)args![^1]!) : throw new NotSupportedException();

    private async Task BreakAsync(CancellationToken cancellationToken)
    {
        _publishing.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new InvalidOperationException("the transport closed");
    }
}
