namespace Orchestra.ServiceDefaults.Tests.Bus;

/// <summary>Counts the wake-ups that arrived.</summary>
internal sealed class PokeCounter
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}
