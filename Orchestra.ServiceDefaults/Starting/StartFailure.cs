using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Orchestra.ServiceDefaults.Starting;

/// <summary>Failures of the start that the person who started it can mend: told in words, without a stack.</summary>
internal static class StartFailure
{
    /// <summary>What is wrong; null for a failure that is not of this kind.</summary>
    public static string? Explain(Exception exception) =>
        exception switch
        {
            SettingException e => e.Message,
            OptionsValidationException e => string.Join("; ", e.Failures),
            AggregateException e when e.InnerExceptions.All(inner => inner is OptionsValidationException) => string.Join(
                "; ",
                e.InnerExceptions.Select(Explain)
            ),
            IOException { InnerException: AddressInUseException } e =>
                $"{e.Message} End the program that listens there, or choose another port.",
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidCatalogName } e =>
                $"the database refuses the connection: {e.MessageText}",
            NpgsqlException { InnerException: SocketException or TimeoutException } e => $"the database does not answer: {e.Message}",
            _ => null,
        };
}
