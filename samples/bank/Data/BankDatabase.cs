using Npgsql;

namespace Orchestra.Samples.Bank.Data;

/// <summary>Opens transactions on the bank's database.</summary>
internal sealed class BankDatabase(NpgsqlDataSource db, TimeProvider time)
{
    public async Task<UnitOfWork> BeginAsync(CancellationToken cancellationToken)
    {
        var connection = await db.OpenConnectionAsync(cancellationToken);
        return new UnitOfWork(connection, await connection.BeginTransactionAsync(cancellationToken), time);
    }
}
