namespace Orchestra.Contracts.Profiles;

/// <summary>How calls to a service show who they are. Secrets are references (<c>secret:NAME</c>), never values.</summary>
public sealed record AuthProfile
{
    /// <summary>The scheme.</summary>
    public required AuthKind Kind { get; init; }

    /// <summary>BASIC: the user, a text or <c>secret:NAME</c>.</summary>
    public string? User { get; init; }

    /// <summary>BASIC: the password.</summary>
    public string? Password { get; init; }

    /// <summary>BEARER: the token.</summary>
    public string? Token { get; init; }

    /// <summary>API_KEY: where it goes, <c>header</c>, <c>query</c> or <c>cookie</c>; <c>header</c> when absent.</summary>
    public string? In { get; init; }

    /// <summary>API_KEY: the header's, parameter's or cookie's name.</summary>
    public string? Name { get; init; }

    /// <summary>API_KEY: the key.</summary>
    public string? Key { get; init; }

    /// <summary>OAUTH2_CLIENT_CREDENTIALS: the token endpoint, an absolute URL.</summary>
    public string? TokenUrl { get; init; }

    /// <summary>OAUTH2_CLIENT_CREDENTIALS: the client, a text or <c>secret:NAME</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary>OAUTH2_CLIENT_CREDENTIALS: its secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>OAUTH2_CLIENT_CREDENTIALS: scopes, joined by a space; none when absent.</summary>
    public string? Scope { get; init; }

    /// <summary>OAUTH2_CLIENT_CREDENTIALS: the audience, where the server asks for one.</summary>
    public string? Audience { get; init; }
}
