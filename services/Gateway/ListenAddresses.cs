namespace Orchestra.Gateway;

/// <summary>The addresses that Kestrel is told to listen on, read the way the host reads them.</summary>
internal static class ListenAddresses
{
    private const string AnyAddress = "*";

    public static IReadOnlyList<string> Configured(IConfiguration configuration)
    {
        List<string> addresses =
        [
            .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
            .. Split(configuration[WebHostDefaults.ServerUrlsKey]),
        ];

        // Ports alone mean every interface; the host ignores them where addresses are given.
        return addresses.Count > 0
            ? addresses
            :
            [
                .. Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://{AnyAddress}:{port}"),
                .. Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://{AnyAddress}:{port}"),
            ];
    }

    private static string[] Split(string? values) =>
        values?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
