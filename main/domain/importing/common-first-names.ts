/**
 * First names so common that they tell which part of a full name comes first. Without accents, lower case; none that is
 * also a common family name. From the national statistics' lists of most given names.
 */
export const commonFirstNames: ReadonlySet<string> = new Set(
  `james john robert michael david william richard joseph charles christopher daniel matthew anthony steven andrew
   kenneth joshua kevin brian edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry
   justin brandon benjamin samuel gregory patrick alexander jack dennis peter nathan adam henry oliver liam noah mary
   patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly
   emily donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela anna
   emma olivia sophia isabella charlotte amelia ann anne alice grace hannah lucy megan chloe siobhan fiona hans jurgen
   klaus wolfgang uwe stefan andreas jorg matthias sabine monika petra ursula renate helga heike ute jan jean pierre
   michel philippe alain jacques marie nathalie isabelle sylvie catherine jose juan antonio manuel francisco jesus maria
   carmen josefa dolores pilar teresa ana joao pedro paulo luis fernanda giuseppe giovanni mario luigi francesca giulia
   paolo marco lucia jolanda pieter johannes willem kees marijke annelies thabo sipho lerato nomsa thandi zanele bongani
   mandla kagiso lindiwe wanjiku achieng juma amina fatima mohammed muhammad mohamed ahmed ali hassan hussein omar yusuf
   ibrahim aisha khadija maryam zainab priya rahul amit sunita anita rajesh sanjay deepak pooja neha vijay anil sunil
   ravi suresh piotr krzysztof andrzej tomasz pawel malgorzata agnieszka katarzyna ewa jiri petr josef jana eva hana
   laszlo istvan jozsef janos zoltan sandor ferenc gabor erzsebet katalin ilona ion gheorghe elena ioana mihai andrei
   ivan dmitri sergei alexei vladimir olga tatiana natalia irina svetlana elena oksana mykola oleksandr georgi dimitar
   giorgos dimitris nikos kostas eleni katerina mehmet mustafa ahmet fatma ayse emine hatice lars anders erik bjorn
   karin ingrid kristina birgitta jens niels soren mette kirsten matti juhani timo pekka helena hiroshi takashi kenji
   yuki keiko yoko akiko budi siti agus dewi`
    .trim()
    .split(/\s+/),
);
