using System.Collections.Concurrent;

namespace Orchestra.Executor.Leasing;

/// <summary>The leases that this process holds.</summary>
internal sealed class LeaseRegistry
{
    private readonly ConcurrentDictionary<Guid, HeldLease> _held = new();

    public IReadOnlyCollection<HeldLease> Held => [.. _held.Values];

    public int Count => _held.Count;

    public void Add(HeldLease lease) => _held[lease.Lease.RunId] = lease;

    // Only this very lease: the same run may have been claimed here again meanwhile. False when it is not held any more.
    public bool Remove(HeldLease lease) => _held.TryRemove(KeyValuePair.Create(lease.Lease.RunId, lease));
}
