using System.Security.Cryptography;
using System.Text;
using Orchestra.Engine.Execution;
using RabbitMQ.Client;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>
/// The queue of one assertion: bound before the action, read by nobody else, found again by the next owner of the run. Nothing in it is
/// ever acknowledged, so that each attempt sees what the first one saw.
/// </summary>
internal static class OwnQueue
{
    private const int MaxNameBytes = 255;

    // Only what nobody came back for is left to the broker; the SUT's broker is not filled by it.
    private static readonly Dictionary<string, object?> Arguments = new()
    {
        ["x-expires"] = (int)TimeSpan.FromHours(2).TotalMilliseconds,
        ["x-max-length"] = 10_000,
    };

    /// <summary><c>orchestra.RUN.ALIAS</c>; the alias's digest where that is too long.</summary>
    public static string NameOf(StepExecution execution)
    {
        var prefix = $"orchestra.{execution.Context.Identity.RunId}.";
        var alias = Encoding.UTF8.GetBytes(execution.Step.Alias);
        return prefix
            + (prefix.Length + alias.Length > MaxNameBytes ? Convert.ToHexStringLower(SHA256.HashData(alias)) : execution.Step.Alias);
    }

    /// <summary>Makes it where it is not there, and binds it.</summary>
    public static async Task BindAsync(IChannel channel, StepExecution execution, CancellationToken cancellationToken)
    {
        var (name, meta) = (NameOf(execution), execution.Step.Action.Meta);
        await channel.QueueDeclareAsync(
            name,
            durable: true,
            exclusive: false,
            autoDelete: false,
            Arguments,
            cancellationToken: cancellationToken
        );
        await channel.QueueBindAsync(name, meta.Exchange!, meta.BindingKey ?? "#", cancellationToken: cancellationToken);
    }
}
