using Microsoft.AspNetCore.Http;

namespace Orchestra.ServiceDefaults.Identity;

/// <summary>One way to learn who asks: an API key, the development principal, later an access token.</summary>
public interface IPrincipalSource
{
    /// <summary>Sources are asked in rising order.</summary>
    int Order { get; }

    /// <summary>Finds the principal of a request.</summary>
    /// <returns>Null when the request carries nothing that this source reads; then the next source is asked.</returns>
    /// <exception cref="Errors.ApiException">The request carries a credential of this kind that is not valid.</exception>
    ValueTask<Principal?> FindAsync(HttpContext context, CancellationToken cancellationToken);
}
