using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Orchestra.Api.Data;

/// <summary>
/// One transaction a request: rows of EF, rows of the ledger and the answer kept for an Idempotency-Key become true together, and
/// what must follow a commit follows it.
/// </summary>
internal sealed class UnitOfWork(ApiDbContext db)
{
    private readonly List<Action> _committed = [];
    private int _depth;
    private IDbContextTransaction? _transaction;

    /// <summary>The request's connection, open, its tenant set.</summary>
    public async Task<NpgsqlConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        // Counted by EF: it stays open until the context goes.
        if (db.Database.GetDbConnection().State != System.Data.ConnectionState.Open)
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
        }

        return (NpgsqlConnection)db.Database.GetDbConnection();
    }

    /// <summary>Runs <paramref name="work"/> and commits; inside another call it joins that one's transaction.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        if (_depth > 0)
        {
            return await work();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        _transaction = transaction;
        _depth++;
        try
        {
            var result = await work();
            await transaction.CommitAsync(cancellationToken);
            _committed.ForEach(action => action());
            return result;
        }
        finally
        {
            _committed.Clear();
            _transaction = null;
            _depth--;
        }
    }

    /// <summary>Runs <paramref name="action"/> after the commit, at once when no transaction is open.</summary>
    public void OnCommitted(Action action)
    {
        if (_transaction is null)
        {
            action();
        }
        else
        {
            _committed.Add(action);
        }
    }
}
