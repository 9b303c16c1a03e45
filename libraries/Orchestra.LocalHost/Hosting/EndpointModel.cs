using Aspire.Hosting;
using Orchestra.LocalHost.Processes;

namespace Orchestra.LocalHost.Hosting;

/// <summary>An endpoint of a resource, with one port for each replica once they are given out.</summary>
internal sealed class EndpointModel(string name, string scheme, int? fixedPort, string? portVariable = null)
{
    private int[]? _ports;

    public string Name => name;

    public string Scheme => scheme;

    public string Host { get; } = "127.0.0.1";

    /// <summary>A variable that receives the port.</summary>
    public string? PortVariable => portVariable;

    /// <summary>Gives out the ports, before anything starts, so that every address is known to everyone.</summary>
    public void Allocate(string resource, int replicas)
    {
        if (fixedPort is { } port && replicas > 1)
        {
            throw new DistributedApplicationException($"resource '{resource}' has {replicas} replicas, which cannot share the port {port}");
        }

        if (fixedPort is { } wanted && !FreePorts.IsFree(wanted))
        {
            throw new DistributedApplicationException(
                $"resource '{resource}': port {wanted} of 127.0.0.1 is in use; end the program that listens there, or use --ephemeral for free ports"
            );
        }

        _ports = [.. Enumerable.Range(0, replicas).Select(_ => fixedPort ?? FreePorts.Take())];
    }

    public int PortOf(string resource, int replica) =>
        _ports?[replica] ?? throw new InvalidOperationException($"resource '{resource}' has no port yet: ports are given out at start");

    public string UrlOf(string resource, int replica) => $"{Scheme}://{Host}:{PortOf(resource, replica)}";
}
