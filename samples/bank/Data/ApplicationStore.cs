using Npgsql;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Data;

/// <summary>The applications and their states.</summary>
internal static class ApplicationStore
{
    private const string Columns = """
        id, status, applicant_name, email, age, annual_income, existing_debt, amount, term_months, purpose, score, review_rounds, created_at
        """;

    private const string InsertSql = $"""
        insert into application (id, status, applicant_name, email, age, annual_income, existing_debt, amount, term_months, purpose)
        values ($1, 'SUBMITTED', $2, $3, $4, $5, $6, $7, $8, $9) returning {Columns}
        """;

    private const string FindSql = $"select {Columns} from application where id = $1";

    // Every step of an application takes its row first: steps that come at once take turns and see each other's state.
    private const string LockSql = $"{FindSql} for update";

    private const string ListSql = $"""
        select {Columns} from application where $1::text is null or status = $1 order by created_at desc, id desc limit $2
        """;

    private const string MoveSql = $"""
        update application set status = $2, score = coalesce($3, score), review_rounds = review_rounds + $4 where id = $1 returning {Columns}
        """;

    public static Task<Application> InsertAsync(UnitOfWork work, SubmitApplication.Request a, CancellationToken cancellationToken) =>
        work.OneAsync(
            InsertSql,
            Map,
            cancellationToken,
            work.NewId(),
            a.ApplicantName,
            a.Email,
            a.Age,
            a.AnnualIncome,
            a.ExistingDebt,
            a.Amount,
            a.TermMonths,
            BankJson.TextOf(a.Purpose)
        );

    public static async Task<Application> GetAsync(UnitOfWork work, Guid id, CancellationToken cancellationToken) =>
        await work.FindAsync(FindSql, Map, cancellationToken, id) ?? throw NotFound(id);

    public static Task<List<Application>> ListAsync(
        UnitOfWork work,
        ApplicationStatus? status,
        int limit,
        CancellationToken cancellationToken
    ) => work.ListAsync(ListSql, Map, cancellationToken, status is { } s ? BankJson.TextOf(s) : null, limit);

    /// <summary>Takes the application for a step that needs one of these states; 404 or 409 otherwise.</summary>
    public static async Task<Application> TakeAsync(
        UnitOfWork work,
        Guid id,
        string step,
        CancellationToken cancellationToken,
        params ApplicationStatus[] allowed
    )
    {
        var application = await work.FindAsync(LockSql, Map, cancellationToken, id) ?? throw NotFound(id);
        if (!allowed.Contains(application.Status))
        {
            var needed = string.Join(" or ", allowed.Select(BankJson.TextOf));
            throw new BankException(
                ErrorCode.Conflict,
                $"{step} needs status {needed}, the application is {BankJson.TextOf(application.Status)}"
            );
        }

        return application;
    }

    /// <summary>Moves a taken application to its next state.</summary>
    public static Task<Application> MoveAsync(
        UnitOfWork work,
        Application application,
        ApplicationStatus to,
        CancellationToken cancellationToken,
        int? score = null,
        bool newRound = false
    ) => work.OneAsync(MoveSql, Map, cancellationToken, application.Id, BankJson.TextOf(to), score, newRound ? 1 : 0);

    private static BankException NotFound(Guid id) => new(ErrorCode.NotFound, $"there is no application {id}");

    private static Application Map(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            BankJson.ValueOf<ApplicationStatus>(row.GetString(1)),
            row.GetString(2),
            row.GetString(3),
            row.GetInt32(4),
            row.GetDecimal(5),
            row.GetDecimal(6),
            row.GetDecimal(7),
            row.GetInt32(8),
            BankJson.ValueOf<LoanPurpose>(row.GetString(9)),
            row.GetFieldValue<int?>(10),
            row.GetInt32(11),
            row.GetFieldValue<DateTimeOffset>(12)
        );
}
