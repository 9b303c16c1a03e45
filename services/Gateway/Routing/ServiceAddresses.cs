namespace Orchestra.Gateway.Routing;

/// <summary>Where the services listen, from <c>services:{name}:http:0..n</c>, the names that the AppHost injects.</summary>
internal sealed class ServiceAddresses
{
    public const string Section = "services";

    /// <summary>Base addresses by service name; several are replicas.</summary>
    /// <value>None by default; workers may be absent; every service of the route table needs at least one http or https address without a path.</value>
    public Dictionary<string, IReadOnlyList<string>> ByService { get; } = [];

    public void Read(IConfiguration configuration)
    {
        foreach (var service in RouteTable.Services.Append(RouteTable.Workers))
        {
            var section = configuration.GetSection($"{Section}:{service}");
            ByService[service] =
            [
                .. section
                    .GetSection("http")
                    .GetChildren()
                    .Concat(section.GetSection("https").GetChildren())
                    .Select(child => child.Value ?? ""),
            ];
        }
    }

    /// <summary>Every fault; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (service, addresses) in ByService)
        {
            if (addresses.Count == 0 && service != RouteTable.Workers)
            {
                yield return $"no address of the service {service}: set services__{service}__http__0, for example to http://127.0.0.1:8081";
            }

            foreach (var address in addresses.Where(address => !IsBaseAddress(address)))
            {
                yield return $"services:{service}: '{address}' is not an http or https address without a path";
            }
        }
    }

    private static bool IsBaseAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme is "http" or "https")
        && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "" };
}
