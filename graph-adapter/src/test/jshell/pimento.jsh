// What a prompt needs: the imports, and values shown as they print.
import dev.pimento.*;
import dev.pimento.access.*;
import dev.pimento.directory.*;
import dev.pimento.escalation.*;
import dev.pimento.finding.*;
import dev.pimento.graph.*;
import dev.pimento.knowledge.*;
import dev.pimento.lifecycle.*;
import dev.pimento.migration.*;
import dev.pimento.people.*;
import dev.pimento.plan.*;
import dev.pimento.policy.*;
import dev.pimento.review.*;
import dev.pimento.rule.*;
import dev.pimento.simulation.*;
import dev.pimento.strategy.*;
import dev.pimento.takeover.*;
import dev.pimento.tenant.*;
import dev.pimento.text.*;
import dev.pimento.time.*;
import java.nio.file.*;
import java.time.*;
import java.util.*;
/set mode pimento -quiet
/set prompt pimento "pimento> " "    ...> "
/set truncation pimento 100000
/set format pimento pre "|  "
/set format pimento post "%n"
/set format pimento errorpre "|  "
/set format pimento errorpost "%n"
/set format pimento errorline "{post}{pre}    {err}"
/set format pimento err "%6$s"
/set format pimento value "%3$s"
/set format pimento unresolved "%4$s"
/set format pimento display ""
/set format pimento display "{value}{post}" expression,varvalue-added,modified,replaced-ok-primary
/set format pimento display "{pre}{unresolved} is not declared yet{post}" unresolved1,unresolved2
