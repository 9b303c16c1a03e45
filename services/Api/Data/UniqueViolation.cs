using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Orchestra.Api.Data;

/// <summary>Tells a broken unique key from other failures of a save.</summary>
internal static class UniqueViolation
{
    public static bool Is(DbUpdateException e) => e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
