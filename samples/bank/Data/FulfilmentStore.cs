using Npgsql;
using Orchestra.Samples.Bank.Features.Fulfilment;

namespace Orchestra.Samples.Bank.Data;

/// <summary>What follows an approval: account, contract, collateral and payment.</summary>
internal static class FulfilmentStore
{
    private const string AccountColumns = "id, application_id, iban, currency, credit_limit, opened_at";
    private const string ContractColumns =
        "id, application_id, status, language, term_months, monthly_rate, signed_by, signed_at, prepared_at";

    private const string FindAccountSql = $"select {AccountColumns} from account where application_id = $1";

    private const string OpenAccountSql = $"""
        insert into account (id, application_id, iban, currency, credit_limit) values ($1, $2, $3, $4, $5) returning {AccountColumns}
        """;

    private const string FindContractSql = $"select {ContractColumns} from contract where id = $1";
    private const string FindContractOfSql = $"select {ContractColumns} from contract where application_id = $1";

    private const string PrepareContractSql = $"""
        insert into contract (id, application_id, status, language, term_months, monthly_rate)
        values ($1, $2, 'DRAFT', $3, $4, $5) returning {ContractColumns}
        """;

    private const string SignContractSql = $"""
        update contract set status = 'SIGNED', signed_by = $2, signed_at = now() where id = $1 returning {ContractColumns}
        """;

    private const string CheckCollateralSql = """
        insert into collateral_check (id, application_id, type, estimated_value, loan_to_value, status)
        values ($1, $2, $3, $4, $5, $6) returning id, application_id, type, estimated_value, loan_to_value, status, checked_at
        """;

    private const string CountAcceptedSql = """
        select count(*)::int from collateral_check where application_id = $1 and status = 'ACCEPTED'
        """;

    private const string DisburseSql = """
        insert into disbursement (id, application_id, account_id, amount, reference) values ($1, $2, $3, $4, $5) returning disbursed_at
        """;

    public static Task<Account?> FindAccountAsync(UnitOfWork work, Guid applicationId, CancellationToken cancellationToken) =>
        work.FindAsync(FindAccountSql, MapAccount, cancellationToken, applicationId);

    public static Task<Account> OpenAccountAsync(
        UnitOfWork work,
        Guid applicationId,
        Currency currency,
        decimal creditLimit,
        CancellationToken cancellationToken
    )
    {
        var id = work.NewId();
        return work.OneAsync(
            OpenAccountSql,
            MapAccount,
            cancellationToken,
            id,
            applicationId,
            Iban.Of(id),
            BankJson.TextOf(currency),
            creditLimit
        );
    }

    public static Task<Contract?> FindContractAsync(UnitOfWork work, Guid contractId, CancellationToken cancellationToken) =>
        work.FindAsync(FindContractSql, MapContract, cancellationToken, contractId);

    public static Task<Contract?> FindContractOfAsync(UnitOfWork work, Guid applicationId, CancellationToken cancellationToken) =>
        work.FindAsync(FindContractOfSql, MapContract, cancellationToken, applicationId);

    public static Task<Contract> PrepareContractAsync(
        UnitOfWork work,
        Guid applicationId,
        Language language,
        int termMonths,
        decimal monthlyRate,
        CancellationToken cancellationToken
    ) =>
        work.OneAsync(
            PrepareContractSql,
            MapContract,
            cancellationToken,
            work.NewId(),
            applicationId,
            BankJson.TextOf(language),
            termMonths,
            monthlyRate
        );

    public static Task<Contract> SignContractAsync(
        UnitOfWork work,
        Guid contractId,
        string signedBy,
        CancellationToken cancellationToken
    ) => work.OneAsync(SignContractSql, MapContract, cancellationToken, contractId, signedBy);

    public static Task<CheckCollateral.Response> CheckCollateralAsync(
        UnitOfWork work,
        Guid applicationId,
        CheckCollateral.Request request,
        decimal loanToValue,
        CollateralStatus status,
        CancellationToken cancellationToken
    ) =>
        work.OneAsync(
            CheckCollateralSql,
            row => new CheckCollateral.Response(
                row.GetGuid(0),
                row.GetGuid(1),
                BankJson.ValueOf<CollateralType>(row.GetString(2)),
                row.GetDecimal(3),
                row.GetDecimal(4),
                BankJson.ValueOf<CollateralStatus>(row.GetString(5)),
                row.GetFieldValue<DateTimeOffset>(6)
            ),
            cancellationToken,
            work.NewId(),
            applicationId,
            BankJson.TextOf(request.Type),
            request.EstimatedValue,
            loanToValue,
            BankJson.TextOf(status)
        );

    public static async Task<bool> HasAcceptedCollateralAsync(UnitOfWork work, Guid applicationId, CancellationToken cancellationToken) =>
        await work.OneAsync(CountAcceptedSql, row => row.GetInt32(0), cancellationToken, applicationId) > 0;

    public static Task<DateTimeOffset> DisburseAsync(
        UnitOfWork work,
        Guid id,
        Account account,
        decimal amount,
        string? reference,
        CancellationToken cancellationToken
    ) =>
        work.OneAsync(
            DisburseSql,
            row => row.GetFieldValue<DateTimeOffset>(0),
            cancellationToken,
            id,
            account.ApplicationId,
            account.Id,
            amount,
            reference
        );

    private static Account MapAccount(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetGuid(1),
            row.GetString(2),
            BankJson.ValueOf<Currency>(row.GetString(3)),
            row.GetDecimal(4),
            row.GetFieldValue<DateTimeOffset>(5)
        );

    private static Contract MapContract(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetGuid(1),
            BankJson.ValueOf<ContractStatus>(row.GetString(2)),
            BankJson.ValueOf<Language>(row.GetString(3)),
            row.GetInt32(4),
            row.GetDecimal(5),
            row.TextOrNull(6),
            row.GetFieldValue<DateTimeOffset?>(7),
            row.GetFieldValue<DateTimeOffset>(8)
        );
}
