using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Orchestra.Api.Data;

/// <summary>Tells a save that names something which is gone by now from other failures.</summary>
internal static class ForeignKeyViolation
{
    public static bool Is(DbUpdateException e) =>
        e.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation };
}
