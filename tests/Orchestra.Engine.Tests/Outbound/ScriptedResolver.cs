using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>A resolver that answers each name with the next of its answers, repeating the last; unknown names do not exist.</summary>
internal sealed class ScriptedResolver : IHostResolver
{
    private readonly Dictionary<string, Queue<IPAddress[]>> _answers = [];

    public ConcurrentQueue<string> Lookups { get; } = [];

    public IReadOnlyList<IPAddress> Machine { get; init; } = [];

    /// <summary>Adds an answer of comma-separated addresses.</summary>
    public ScriptedResolver Answer(string host, string addresses)
    {
        _answers.TryAdd(host, new Queue<IPAddress[]>());
        _answers[host].Enqueue([.. addresses.Split(',').Select(IPAddress.Parse)]);
        return this;
    }

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Lookups.Enqueue(host);
        if (!_answers.TryGetValue(host, out var queue))
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        return Task.FromResult<IReadOnlyList<IPAddress>>(queue.Count > 1 ? queue.Dequeue() : queue.Peek());
    }

    public IReadOnlyList<IPAddress> MachineAddresses() => Machine;
}
