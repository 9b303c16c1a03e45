namespace Orchestra.Engine.Masking;

/// <summary>Names that mean a credential without anybody saying so.</summary>
internal static class CredentialNames
{
    private static readonly HashSet<string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        "authorization",
        "proxy-authorization",
        "cookie",
        "set-cookie",
        "x-api-key",
        "api-key",
        "apikey",
        "x-auth-token",
        "x-access-token",
        "x-csrf-token",
    };

    // A parameter named key alone is as often the key of a record: an environment's mask or the spec's security scheme names that one.
    private static readonly HashSet<string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "apikey",
        "xapikey",
        "accesskey",
        "subscriptionkey",
        "token",
        "authtoken",
        "accesstoken",
        "refreshtoken",
        "idtoken",
        "clientsecret",
        "secret",
        "password",
        "passwd",
        "pwd",
        "sig",
        "signature",
    };

    /// <summary>Whether a header of this name carries a credential.</summary>
    public static bool IsHeader(string name) => Headers.Contains(name);

    /// <summary>Whether a query parameter of this name carries one, however it is spelt: <c>api_key</c>, <c>api-key</c> and <c>apiKey</c> are one.</summary>
    public static bool IsParameter(string name) =>
        Parameters.Contains(name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));
}
